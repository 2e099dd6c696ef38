"""A hundred and thirty full names for the people of the demo; all of them are invented."""

from __future__ import annotations

NAMES: tuple[str, ...] = tuple(
    name.strip()
    for name in """
    Amélie Vasseur, Yusuf Demirkan, Ngozi Okafor-Bell, Linnea Sandqvist, Tomasz Wilczek,
    Priya Raghunathan, Mateo Iribarne, Aoife Ní Dhuibhir, Kwabena Osei-Tutu, Hanna Lindroos,
    Zeynep Aksoylu, Joaquim Vilaseca, Nour El-Khatib, Stelios Papadakos, Chiara Bonvicini,
    Duy Anh Phan, Marguerite Delcroix, Oluwaseun Adebisi, Ingrid Solheim, Rafael Monteverde,
    Leïla Benhaddou, Piotr Zawisza, Soo-jin Hwang, Emeka Nwachukwu, Katarzyna Gołębiowska,
    Baptiste Lemoigne, Farida Rahimzai, Jonas Brandstetter, Thandiwe Mabuza, Lucía Arrizabalaga,
    Mehdi Zerrouki, Siobhán Mac Giolla, Viktor Lundgrenn, Anjali Deshmukh-Rao, Cem Yıldızoğlu,
    Élodie Marchandeau, Kofi Asante-Boadu, Milica Radosavljević, Hamza Bouzidi, Grete Ojamaa,
    Thomas Wetherington, Yuki Hanamura, Inès Cazenave, Goran Vukelić, Salma Tahiri-Alaoui,
    Diego Quispe Mamani, Eleni Kouroupi, Arjun Venkataswamy, Freya Aldersley, Ibrahim Sawadogo,
    Zuzana Hrušková, Paulo Figueirinhas, Maryam Golshani, Sean Tierney-Walsh, Wanjiru Kamau-Ngugi,
    Léonie Grandjean, Andrei Munteanu-Pop, Hye-won Seong, Malik Traoré, Ragnheiður Eiríksdóttir,
    Gaspard Thévenot, Fatou Ndiaye-Sarr, Kenji Moriwaka, Beatriz Salvatierra, Omar Haddadin,
    Dorota Przybylska, Simon Achterberg, Rania Mansouri, Enzo Carbonari, Nomvula Khanyile,
    Clémence Roussillon, Tariq Anwar Qureshi, Ieva Kalniņa, Gabriel Nascimento, Sunniva Hagestad,
    Abel Tesfahun, Paraskevi Dimou, Jasper Vanderhaegen, Meera Kulasekaram, Théo Escoffier,
    Aylin Karadeniz, Bogdan Tkachuk, Carys Llewellyn-Pugh, Samir Abou-Nader, Pilar Echevarne,
    Minh Châu Trinh, Noémie Lagarrigue, Wojciech Stępniak, Habiba Chowdhuri, Ruben Hovsepyan,
    Tuva Ekelund, Ayodele Fashola-King, Marek Dvořáček, Isaura Campanhã, Bilal Chentouf,
    Hedvig Szentgyörgyi, Lorenzo Pasqualotto, Adaeze Umunna, Valentin Hirschauer, Roya Daneshvar,
    Maxime Kerbrat, Sinazo Dlomo, Panagiotis Rallis, Keiko Tsurumaki, Antoine Beausoleil-Roy,
    Shreya Bhattacharjee, Nils Overgaard, Khadija Ait Brahim, Ondřej Kubíček, Marisol Huanca,
    George Applethwaite, Tamar Kvaratsia, Souleymane Kouyaté, Mireia Puigcercós, Anton Rydberg,
    Lin Xiaoyue, Jihad Al-Sabbagh, Victoire Montaubry, Dylan Prosser, Amara Conteh-Jones,
    Jelena Stojković, Rohan Wickramanayake, Solène Guivarch, Ali Reza Moshiri, Agnieszka Świderek,
    Οδυσσέας Καλλιγέρης, ليلى الخطابي, Мирослава Гнатенко, 林佳穎,
    Perpétua Nhantumbo
    """.replace("\n", " ").split(",")
)
